extension Action {
  /// Asks whether Asterisk is there.
  public static var ping: Action { Action("Ping") }

  /// Asks for versions and limits.
  public static var coreSettings: Action { Action("CoreSettings") }

  /// Asks for times of start and reload, and calls.
  public static var coreStatus: Action { Action("CoreStatus") }

  /// Lists channels (``CoreShowChannel``).
  ///
  /// Ask with ``AMIClient/list(_:within:)``.
  public static var coreShowChannels: Action { Action("CoreShowChannels") }

  /// Lists the states of hints (``ExtensionStatus``).
  ///
  /// Ask with ``AMIClient/list(_:within:)``.
  public static var extensionStateList: Action { Action("ExtensionStateList") }

  /// Asks for the state of one hint.
  ///
  /// - Parameters:
  ///   - extension: The extension.
  ///   - context: Its context.
  /// - Returns: The action.
  public static func extensionState(extension: String, context: String) -> Action {
    Action("ExtensionState", ["Exten": `extension`, "Context": context])
  }

  /// Asks for one presence, as an agent's phone or desktop set it.
  ///
  /// - Parameter provider: The presence, for example `CustomPresence:1001`.
  /// - Returns: The action.
  public static func presenceState(provider: String) -> Action {
    Action("PresenceState", ["Provider": provider])
  }

  /// Lists presences (``PresenceStateChange``).
  ///
  /// Ask with ``AMIClient/list(_:within:)``.
  public static var presenceStateList: Action { Action("PresenceStateList") }

  /// Lists the states of devices (``DeviceStateChange``).
  ///
  /// Ask with ``AMIClient/list(_:within:)``.
  public static var deviceStateList: Action { Action("DeviceStateList") }

  /// Runs a CLI command; what it prints is in `output`.
  ///
  /// Needs class `command`, and ``Configuration/allowsCommands``.
  ///
  /// - Parameter command: The command.
  /// - Returns: The action.
  public static func command(command: String) -> Action {
    Action("Command", ["Command": command])
  }

  /// Reads configuration again.
  ///
  /// - Parameter module: One module alone.
  /// - Returns: The action.
  public static func reload(module: String? = nil) -> Action {
    Action("Reload", ["Module": module])
  }

  /// Tells which actions there are, and what each needs: a header for each.
  public static var listCommands: Action { Action("ListCommands") }

  /// Sends an event of one's own to everybody; further headers may be added.
  ///
  /// - Parameter name: Its name.
  /// - Returns: The action.
  public static func userEvent(name: String) -> Action {
    Action("UserEvent", ["UserEvent": name])
  }

  /// Asks AstDB (``DBGetResponse``).
  ///
  /// Ask with ``AMIClient/list(_:within:)``.
  ///
  /// - Parameters:
  ///   - family: The family.
  ///   - key: The key.
  /// - Returns: The action.
  public static func databaseGet(family: String, key: String) -> Action {
    Action("DBGet", ["Family": family, "Key": key])
  }

  /// Writes to AstDB.
  ///
  /// - Parameters:
  ///   - family: The family.
  ///   - key: The key.
  ///   - value: The value.
  /// - Returns: The action.
  public static func databasePut(family: String, key: String, value: String) -> Action {
    Action("DBPut", ["Family": family, "Key": key, "Val": value])
  }

  /// Deletes from AstDB.
  ///
  /// - Parameters:
  ///   - family: The family.
  ///   - key: The key.
  /// - Returns: The action.
  public static func databaseDelete(family: String, key: String) -> Action {
    Action("DBDel", ["Family": family, "Key": key])
  }
}
