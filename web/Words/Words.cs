namespace OrleansRetro.Words;

/// <summary>Everything else that the screens say: buttons, labels, hints, dialogs, counts.</summary>
public sealed class Words;
