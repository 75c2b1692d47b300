using Bunit;
using OrleansRetro.Retros;
using OrleansRetro.Shared;

namespace OrleansRetro.Tests.Components;

/// <summary>What was done can be taken back as long as it would not be refused.</summary>
[Trait("Row", "R06")]
public sealed class ToastsTests : Drawing
{
    [Fact]
    public async Task What_the_next_phase_takes_back_no_more_is_offered_no_longer()
    {
        var toasts = Render<Toasts>();
        await toasts.InvokeAsync(() =>
        {
            toasts.Instance.Enter(Phase.Discuss);
            toasts.Instance.Show("Topic parked.", () => Task.CompletedTask, Phase.Discuss);
            toasts.Instance.Show("Title changed.", () => Task.CompletedTask);
            toasts.Instance.Show("Saved.", null);
        });
        Assert.Equal(["Topic parked.", "Title changed.", "Saved."], Texts(toasts));

        await toasts.InvokeAsync(() => toasts.Instance.Enter(Phase.Commit));

        Assert.Equal(["Title changed.", "Saved."], Texts(toasts));
        Assert.Single(toasts.FindAll("button"));
    }

    [Fact]
    public async Task What_was_done_just_before_the_phase_ended_is_not_offered_after_it()
    {
        var toasts = Render<Toasts>();
        await toasts.InvokeAsync(() =>
        {
            toasts.Instance.Enter(Phase.Commit);
            toasts.Instance.Show("Topic parked.", () => Task.CompletedTask, Phase.Discuss);
        });
        Assert.Empty(Texts(toasts));
    }

    static IEnumerable<string> Texts(IRenderedComponent<Toasts> toasts) => toasts.FindAll("p").Select(text => text.TextContent);
}
