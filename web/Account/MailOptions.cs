using MailKit.Security;

namespace OrleansRetro.Account;

/// <summary>The mail server that links are sent by; configuration <c>Retro:Smtp</c>. Without a host no mail is sent, and none is offered.</summary>
public sealed record MailOptions
{
    public string? Host { get; init; }
    public int Port { get; init; } = 587;
    public string? User { get; init; }
    public string? Password { get; init; }

    /// <summary>Whom mail comes from.</summary>
    public string From { get; init; } = "";

    public SecureSocketOptions Security { get; init; } = SecureSocketOptions.StartTls;

    public bool IsOn => !string.IsNullOrEmpty(Host);

    /// <exception cref="CannotStartException">A value can't be read, or is missing.</exception>
    public static MailOptions ReadFrom(IConfiguration configuration)
    {
        var options = Settings.Read<MailOptions>(configuration, "Retro:Smtp");
        return !options.IsOn || MimeKit.MailboxAddress.TryParse(options.From, out _) ? options
            : throw new CannotStartException($"Retro__Smtp__From must be a mail address, not '{options.From}'.");
    }

    public override string ToString() => Host ?? "none";
}
