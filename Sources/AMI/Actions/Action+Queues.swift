extension Action {
  /// Makes somebody a member of a queue.
  ///
  /// - Parameters:
  ///   - queue: The queue.
  ///   - interface: The member's interface, for example `Local/1001@agents/n`.
  ///   - memberName: The name in the queue log: an agent's number.
  ///   - stateInterface: The device whose state counts.
  ///   - penalty: The penalty.
  ///   - paused: Whether the member begins paused.
  /// - Returns: The action.
  public static func queueAdd(
    queue: String,
    interface: String,
    memberName: String? = nil,
    stateInterface: String? = nil,
    penalty: Int? = nil,
    paused: Bool? = nil
  ) -> Action {
    Action(
      "QueueAdd",
      [
        "Queue": queue, "Interface": interface, "MemberName": memberName,
        "StateInterface": stateInterface, "Penalty": penalty.map { "\($0)" },
        "Paused": paused.map { $0 ? "true" : "false" },
      ]
    )
  }

  /// Ends a membership.
  ///
  /// - Parameters:
  ///   - queue: The queue.
  ///   - interface: The member's interface, for example `Local/1001@agents/n`.
  /// - Returns: The action.
  public static func queueRemove(queue: String, interface: String) -> Action {
    Action("QueueRemove", ["Queue": queue, "Interface": interface])
  }

  /// Pauses a member or ends the pause.
  ///
  /// - Parameters:
  ///   - interface: The member's interface, for example `Local/1001@agents/n`.
  ///   - paused: Whether the member pauses.
  ///   - queue: The queue; `nil` means every queue.
  ///   - reason: Why.
  /// - Returns: The action.
  public static func queuePause(
    interface: String,
    paused: Bool,
    queue: String? = nil,
    reason: String? = nil
  ) -> Action {
    Action(
      "QueuePause",
      [
        "Interface": interface, "Paused": paused ? "true" : "false", "Queue": queue,
        "Reason": reason,
      ]
    )
  }

  /// Changes a member's penalty.
  ///
  /// - Parameters:
  ///   - interface: The member's interface, for example `Local/1001@agents/n`.
  ///   - penalty: The penalty.
  ///   - queue: The queue; `nil` means every queue.
  /// - Returns: The action.
  public static func queuePenalty(interface: String, penalty: Int, queue: String? = nil) -> Action {
    Action("QueuePenalty", ["Interface": interface, "Penalty": "\(penalty)", "Queue": queue])
  }

  /// Says whether a member is rung while talking.
  ///
  /// - Parameters:
  ///   - interface: The member's interface, for example `Local/1001@agents/n`.
  ///   - ringInUse: Whether the member is rung.
  ///   - queue: The queue; `nil` means every queue.
  /// - Returns: The action.
  public static func queueMemberRingInUse(
    interface: String,
    ringInUse: Bool,
    queue: String? = nil
  ) -> Action {
    Action(
      "QueueMemberRingInUse",
      ["Interface": interface, "RingInUse": ringInUse ? "true" : "false", "Queue": queue]
    )
  }

  /// Lists queues (``QueueParams``), members (``QueueMember``) and callers (``QueueEntry``).
  ///
  /// Ask with ``AMIClient/list(_:within:)``.
  ///
  /// - Parameters:
  ///   - queue: The queue; `nil` means every queue.
  ///   - member: One member alone.
  /// - Returns: The action.
  public static func queueStatus(queue: String? = nil, member: String? = nil) -> Action {
    Action("QueueStatus", ["Queue": queue, "Member": member])
  }

  /// Lists figures of queues (``QueueSummary``).
  ///
  /// Ask with ``AMIClient/list(_:within:)``.
  ///
  /// - Parameter queue: The queue; `nil` means every queue.
  /// - Returns: The action.
  public static func queueSummary(queue: String? = nil) -> Action {
    Action("QueueSummary", ["Queue": queue])
  }

  /// Writes a line into the queue log.
  ///
  /// - Parameters:
  ///   - queue: The queue.
  ///   - event: The word for what happened.
  ///   - uniqueid: The call's id.
  ///   - interface: The member's interface.
  ///   - message: What follows; `|` begins the next column.
  /// - Returns: The action.
  public static func queueLog(
    queue: String,
    event: String,
    uniqueid: String? = nil,
    interface: String? = nil,
    message: String? = nil
  ) -> Action {
    Action(
      "QueueLog",
      [
        "Queue": queue, "Event": event, "Uniqueid": uniqueid, "Interface": interface,
        "Message": message,
      ]
    )
  }

  /// Reads the queues' configuration again.
  ///
  /// - Parameters:
  ///   - queue: The queue; `nil` means every queue.
  ///   - members: Whether members are read.
  ///   - rules: Whether rules are read.
  ///   - parameters: Whether parameters are read.
  /// - Returns: The action.
  public static func queueReload(
    queue: String? = nil,
    members: Bool = true,
    rules: Bool = false,
    parameters: Bool = true
  ) -> Action {
    Action(
      "QueueReload",
      [
        "Queue": queue, "Members": members ? "yes" : "no", "Rules": rules ? "yes" : "no",
        "Parameters": parameters ? "yes" : "no",
      ]
    )
  }

  /// Takes a waiting caller out of a queue; the call goes on in the dialplan.
  ///
  /// - Parameters:
  ///   - queue: The queue.
  ///   - caller: The caller's channel.
  ///   - info: What the queue log keeps of it.
  /// - Returns: The action.
  public static func queueWithdrawCaller(
    queue: String,
    caller: String,
    info: String? = nil
  ) -> Action {
    Action("QueueWithdrawCaller", ["Queue": queue, "Caller": caller, "WithdrawInfo": info])
  }

  /// Changes a waiting caller's priority.
  ///
  /// - Parameters:
  ///   - queue: The queue.
  ///   - caller: The caller's channel.
  ///   - priority: The priority; the highest is first.
  /// - Returns: The action.
  public static func queueChangePriorityCaller(
    queue: String,
    caller: String,
    priority: Int
  ) -> Action {
    Action(
      "QueueChangePriorityCaller",
      ["Queue": queue, "Caller": caller, "Priority": "\(priority)"]
    )
  }
}
