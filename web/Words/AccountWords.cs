namespace OrleansRetro.Words;

/// <summary>What pages about accounts say: signing in, what opens an account, where it is open, operators.</summary>
public sealed class AccountWords;
