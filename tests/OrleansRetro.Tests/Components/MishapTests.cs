using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using OrleansRetro.Layout;

namespace OrleansRetro.Tests.Components;

/// <summary>A part that can't be drawn.</summary>
[Trait("Row", "Attack-A72")]
public sealed class MishapTests : Drawing
{
    [Fact]
    public void It_says_so_in_its_place_tells_nothing_of_why_and_can_be_tried_again()
    {
        Fragile.Breaks = true;
        var page = Render(whole =>
        {
            whole.OpenElement(0, "h1");
            whole.AddContent(1, "Sprint 12");
            whole.CloseElement();
            whole.OpenComponent<Mishap>(2);
            whole.AddComponentParameter(3, nameof(Mishap.ChildContent), (RenderFragment)(part => { part.OpenComponent<Fragile>(0); part.CloseComponent(); }));
            whole.CloseComponent();
        });

        Assert.Equal("Sprint 12", page.Find("h1").TextContent);
        Assert.Matches("^Reference: [0-9a-f]{12}$", page.Find("[role=alert] code").TextContent);
        Assert.DoesNotContain("secret", page.Markup, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(nameof(Fragile), page.Markup, StringComparison.Ordinal);

        Fragile.Breaks = false;
        page.Find("[role=alert] button").Click();

        Assert.Empty(page.FindAll("[role=alert]"));
        Assert.Equal("Went well", page.Find("h2").TextContent);
    }

    sealed class Fragile : ComponentBase
    {
        public static bool Breaks { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            if (Breaks)
                throw new InvalidOperationException("The secret is at /srv/data.");
            builder.AddMarkupContent(0, "<h2>Went well</h2>");
        }
    }
}
