using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;
using OrleansRetro.Words;

namespace OrleansRetro.Live;

// The one way from the house to an act: what is refused is said, and what was typed stays.
public abstract partial class HouseComponent
{
    static readonly TimeSpan[] Pauses = [.. new[] { 1, 2, 4, 8, 15 }.Select(seconds => TimeSpan.FromSeconds(seconds))];

    /// <summary>One act of this person, sent again until it is answered; false when the answer is no, or the page was left meanwhile.</summary>
    public async Task<bool> Attempt(Func<Caller, Task> act)
    {
        var stop = _stop.Token;
        for (var tries = 0; ; tries++)
        {
            try
            {
                if (!Buckets.MayAct(Me.Person.ToString()))
                    throw new RejectedException("slow-down");
                await Asking.Again(async () => { await act(Who); return true; });
                await ReadAgain();
                return true;
            }
            catch (RejectedException rejected)
            {
                Messages.Say(Refusals.Sentence(rejected));
                return false;
            }
            catch (Exception passing) when (Asking.IsPassing(passing))
            {
                Messages.Say(House["not-saved"]);
                if (!await Waited(Pauses[Math.Min(tries, Pauses.Length - 1)], stop))
                    return false;
            }
        }
    }
}
