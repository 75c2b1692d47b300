using System.Text;
using CsCheck;
using OrleansRetro.Retros;
using Text = OrleansRetro.Retros.Words;

namespace OrleansRetro.Tests.Domain;

public sealed class KeepingTextTidy
{
    [Theory]
    [InlineData(null, "")]
    [InlineData(" \t\r\n ", "")]
    [InlineData("one\r\ntwo\rthree", "one\ntwo\nthree")]
    [InlineData("tab\tstays", "tab\tstays")]
    [InlineData("bell\u0007 null\u0000 escape\u001b", "bell null escape")]
    [InlineData("e\u0301", "é")]
    [InlineData("👩‍👩‍👧 stays", "👩‍👩‍👧 stays")]
    [InlineData("lone \ud800 surrogate", "lone  surrogate")]
    [InlineData("not \ufffe a \uffff character", "not  a  character")]
    [InlineData("<b>words</b>", "<b>words</b>")]
    [InlineData("\u200b\u200b", "")]
    [InlineData("\u2060 \u3164 \u2800\ufeff", "")]
    [InlineData("\ufe0f\u034f\u180b", "")]
    [InlineData("A\u202elive\u2067!", "Alive!")]
    [InlineData("\u200bseen\u200b", "\u200bseen\u200b")]
    public void Words_stay_and_what_is_none_goes(string? text, string kept) => Assert.Equal(kept, Text.Clean(text));

    [Fact, Trait("Row", "T27")]
    public void Whatever_comes_in_is_tidy_after_once() =>
        Gen.String[Gen.Char, 0, 40].Sample(text =>
        {
            var once = Text.Clean(text);
            return Text.Clean(once) == once && once.IsNormalized(NormalizationForm.FormC) && once.Trim() == once;
        });

    [Fact]
    public void Enum_members_are_spelt_as_on_the_wire()
    {
        Assert.Equal(["check-in", "write", "group", "vote", "discuss", "commit", "close"], Enum.GetValues<Phase>().Select(KebabCase.Of));
        Assert.Equal("return-on-time", KebabCase.Of(PollKind.ReturnOnTime));
        Assert.True(KebabCase.TryParse<Phase>("check-in", out var phase) && phase == Phase.CheckIn);
        Assert.All(["CheckIn", "checkin", "0", "", null], text => Assert.False(KebabCase.TryParse<Phase>(text, out _)));
    }
}
