namespace Modelwright.IR;

/// <summary>Reads the tokens by which a prompt holds pictures and clips.</summary>
internal static class MediaTokensBinder
{
    public static MediaTokens Bind(ConfigReader config, MediaTokens defaults) => new(
        Token(config, ConfigKeys.ImageTokenId, defaults.Image),
        Token(config, ConfigKeys.VideoTokenId, defaults.Video),
        Token(config, ConfigKeys.VisionStartTokenId, defaults.Start),
        Token(config, ConfigKeys.VisionEndTokenId, defaults.End));

    /// <summary>Each must be in the vocabulary, and no two alike: else a prompt cannot say where a picture is.</summary>
    public static void Check(ConfigReader config, MediaTokens tokens, int vocabulary)
    {
        (string Key, int Token)[] all =
        [
            (ConfigKeys.ImageTokenId, tokens.Image), (ConfigKeys.VideoTokenId, tokens.Video),
            (ConfigKeys.VisionStartTokenId, tokens.Start), (ConfigKeys.VisionEndTokenId, tokens.End),
        ];
        for (int i = 0; i < all.Length; i++)
        {
            (string key, int token) = all[i];
            if (token >= vocabulary)
            {
                config.Report(MessageId.MediaTokenOutsideVocabulary, key, config.Shown(key, token), ConfigReader.Invariant(vocabulary));
            }

            for (int j = 0; j < i; j++)
            {
                if (all[j].Token == token)
                {
                    config.Report(MessageId.MediaTokensAlike, key, config.Shown(key, token), all[j].Key);
                }
            }
        }
    }

    private static int Token(ConfigReader config, string key, int fallback) => config.Int(key, fallback, 0, Limits.Vocabulary);
}
