extension Sources {
  /// What the files say of prompts.
  var promptSettings: PromptSettings {
    PromptSettings()
  }
}
