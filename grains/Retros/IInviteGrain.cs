namespace OrleansRetro.Retros;

/// <summary>Where a code or an invite link leads; its key is the hash of either.</summary>
[Alias("invite-grain")]
public interface IInviteGrain : IGrainWithStringKey
{
    /// <summary>The retro it was made for, or null. Whether it still lets anybody in is the retro's to say.</summary>
    [Alias("Retro"), For(Audience.Anybody)] Task<RetroId?> Retro();
}
