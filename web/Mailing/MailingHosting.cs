namespace OrleansRetro.Mailing;

/// <summary>What mail about promises is made of.</summary>
public static class MailingHosting
{
    public static void AddMailing(this IServiceCollection services)
    {
        services.AddSingleton<AnswerLinks>().AddSingleton<MailSwitches>().AddSingleton<DigestLetter>();
        services.AddSingleton<Digests>().AddHostedService(provider => provider.GetRequiredService<Digests>());
    }
}
