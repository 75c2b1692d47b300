namespace OrleansRetro.EventSourcing;

/// <summary>
/// Appends of one writer that were each decided on the one before. When one of them is not written, none after it may be: what they
/// expect can be right as a number, because somebody else has written meanwhile, and be another state than they were decided on.
/// </summary>
public sealed class AppendChain
{
    volatile bool _broken;

    public bool IsBroken => _broken;

    public void Break() => _broken = true;
}
