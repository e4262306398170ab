import AMI
import Records

/// Channels come, go, meet, and change their call.
extension Board {
  mutating func channelIsRenamed(_ event: AMI.Message) {
    guard let id = event["Uniqueid"], let name = event.said("Newname") else { return }
    rename(id, to: name)
  }

  mutating func channelDisappears(_ event: AMI.Message, _ now: Timestamp) {
    if let id = event["Uniqueid"] { disappear(id, now) }
  }

  mutating func bridgeIsEntered(_ event: AMI.Message, _ now: Timestamp) {
    guard let id = event["Uniqueid"], let bridge = event["BridgeUniqueid"] else { return }
    appear(event, now)
    enter(id, bridge, now)
  }

  mutating func bridgeIsLeft(_ event: AMI.Message, _ now: Timestamp) {
    guard let id = event["Uniqueid"], let bridge = event["BridgeUniqueid"] else { return }
    leave(id, bridge, now)
  }

  mutating func holds(_ event: AMI.Message, _ isHolding: Bool, _ now: Timestamp) {
    if let id = event["Uniqueid"] { hold(id, isHolding, now) }
  }

  /// A call is parked, or comes back from there.
  mutating func parks(_ event: AMI.Message, _ place: Place, _ now: Timestamp) {
    if let call = event.said("ParkeeLinkedid") { move(call, to: place, now) }
  }

  /// A channel is there, and belongs to the call that the event names.
  mutating func appear(_ event: AMI.Message, since: Timestamp? = nil, _ now: Timestamp) {
    guard let id = event["Uniqueid"], let name = event.said("Channel") else { return }
    let call = event.said("Linkedid") ?? id
    if let known = channels[id] {
      if known.name != name { rename(id, to: name) }
      if known.call != call { transfer(id, from: known.call, to: call, event, now) }
      return
    }
    let channel = Channel(name: name, call: call, begun: since ?? now)
    channels[id] = channel
    legs[channel.device, default: []].insert(id)
    join(id, call, event, since: since ?? now)
  }

  private mutating func join(_ id: String, _ call: String, _ event: AMI.Message, since: Timestamp) {
    if calls[call] == nil {
      calls[call] = Call(
        id: call,
        begun: since,
        number: event.said("CallerIDNum"),
        name: event.said("CallerIDName"),
        called: event.said("Exten"),
        since: since
      )
    }
    calls[call]?.channels.insert(id)
    touched.calls.insert(call)
  }

  /// A bridge made one call of two, or a transfer two of one.
  private mutating func transfer(
    _ id: String,
    from old: String,
    to new: String,
    _ event: AMI.Message,
    _ now: Timestamp
  ) {
    channels[id]?.call = new
    part(id, from: old, now)
    join(id, new, event, since: now)
  }

  private mutating func part(_ id: String, from call: String, _ now: Timestamp) {
    calls[call]?.channels.remove(id)
    touched.calls.insert(call)
    if calls[call]?.channels.isEmpty == true {
      calls[call] = nil
    } else {
      settle(call: call, now)
    }
  }

  private mutating func rename(_ id: String, to name: String) {
    guard var channel = channels[id] else { return }
    forget(id, of: channel.device)
    channel.name = name
    channels[id] = channel
    legs[channel.device, default: []].insert(id)
  }

  private mutating func forget(_ id: String, of device: String) {
    legs[device]?.remove(id)
    if legs[device]?.isEmpty == true { legs[device] = nil }
  }

  mutating func disappear(_ id: String, _ now: Timestamp) {
    guard let channel = channels[id] else { return }
    if let bridge = channel.bridge { leave(id, bridge, now) }
    hold(id, false, now)
    channels[id] = nil
    forget(id, of: channel.device)
    part(id, from: channel.call, now)
  }

  mutating func enter(_ id: String, _ bridge: String, _ now: Timestamp) {
    guard let channel = channels[id] else { return }
    if let old = channel.bridge, old != bridge { leave(id, old, now) }
    channels[id]?.bridge = bridge
    bridges[bridge, default: []].insert(id)
    for member in bridges[bridge] ?? [] {
      if let call = channels[member]?.call { settle(call: call, now) }
    }
  }

  private mutating func leave(_ id: String, _ bridge: String, _ now: Timestamp) {
    if channels[id]?.bridge == bridge { channels[id]?.bridge = nil }
    bridges[bridge]?.remove(id)
    for member in bridges[bridge] ?? [] {
      if let call = channels[member]?.call { settle(call: call, now) }
    }
    if bridges[bridge]?.isEmpty == true { bridges[bridge] = nil }
    if let call = channels[id]?.call { settle(call: call, now) }
  }

  /// An agent's phone holds its call, or takes it back.
  private mutating func hold(_ id: String, _ isHolding: Bool, _ now: Timestamp) {
    guard let device = channels[id]?.device, let names = agentsByDevice[device] else { return }
    for name in names where agents[name]?.isHolding != isHolding {
      change(name, now) { $0.isHolding = isHolding }
    }
  }
}
