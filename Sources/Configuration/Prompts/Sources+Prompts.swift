import Records

extension Sources {
  /// What the files say of prompts.
  var promptSettings: PromptSettings {
    var prompts = PromptSettings()
    guard let settings = settings?.settings else { return prompts }
    prompts.languages = settings.languages
    prompts.sounds = settings.sounds
    prompts.command = PromptCommand(settings.promptCommand)
    return prompts
  }
}
