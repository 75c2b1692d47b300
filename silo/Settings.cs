using Microsoft.Extensions.Configuration;

namespace OrleansRetro;

/// <summary>Settings as they are needed from the start, so that a wrong one is said at the start.</summary>
public static class Settings
{
    /// <exception cref="CannotStartException">A value can't be read.</exception>
    public static T Read<T>(IConfiguration configuration, string section) where T : new()
    {
        try
        {
            return configuration.GetSection(section).Get<T>() ?? new();
        }
        catch (InvalidOperationException failure)
        {
            throw new CannotStartException(failure.Message, failure);
        }
    }
}
