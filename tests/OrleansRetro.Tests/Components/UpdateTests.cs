using System.Net;
using System.Text.RegularExpressions;
using Bunit;
using OrleansRetro.Teams;

namespace OrleansRetro.Tests.Components;

/// <summary>What a team tells others: misses among it, and a line for whatever is left out.</summary>
[Trait("Row", "S11")]
public sealed partial class UpdateTests : Drawing
{
    static ProvenPromise One(string what, ProvenAs ending) => new(new(Guid.NewGuid()), what, new(2030, 1, 18), ending);

    IRenderedComponent<UpdateText> Draw(int unproven, params ProvenPromise[] promises) => Render<UpdateText>(given => given
        .Add(it => it.Team, "Platform").Add(it => it.First, new(2030, 1, 1)).Add(it => it.Last, new(2030, 1, 31)).Add(it => it.Proven, new([.. promises], unproven)));

    static string Plain(IRenderedComponent<UpdateText> drawn) => WebUtility.HtmlDecode(Template().Match(drawn.Markup).Groups[1].Value);

    [GeneratedRegex("<template[^>]*>(.*?)</template>", RegexOptions.Singleline)]
    private static partial Regex Template();

    [Fact]
    public void Misses_stand_in_it_as_hits_do()
    {
        var drawn = Draw(2, One("Send the invoices", ProvenAs.NotKept), One("Halve the build", ProvenAs.Kept));
        Assert.Equal(["Kept", "Not kept"], drawn.FindAll("h3").Select(head => head.TextContent));
        Assert.Equal(
            "# Platform, Tue, January 1 to Thu, January 31\n\n## Kept\n- Halve the build (by Fri, January 18)\n\n## Not kept\n- Send the invoices (by Fri, January 18)\n\n2 more are not confirmed yet, or seen differently.", Plain(drawn));
    }

    [Fact]
    public void What_is_left_out_leaves_its_mark_here_and_in_the_copy()
    {
        var drawn = Draw(0, One("Send the invoices", ProvenAs.NotKept), One("Halve the build", ProvenAs.Kept));
        drawn.Find("button[aria-label='Leave out: Send the invoices']").Click();
        Assert.Equal(["Kept"], drawn.FindAll("h3").Select(head => head.TextContent));
        Assert.Contains("Left out: 1 Not kept.", drawn.Find("section > p:not(.no-print)").TextContent, StringComparison.Ordinal);
        Assert.EndsWith("Left out: 1 Not kept.", Plain(drawn), StringComparison.Ordinal);
        drawn.FindAll("button").Single(button => button.TextContent == "Put back").Click();
        Assert.DoesNotContain("Left out", Plain(drawn), StringComparison.Ordinal);
        Assert.Equal(2, drawn.FindAll("li").Count);
    }
}
