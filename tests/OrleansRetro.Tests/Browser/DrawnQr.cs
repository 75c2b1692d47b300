using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using QRCoder;

namespace OrleansRetro.Tests.Browser;

/// <summary>A code as it is drawn on the page, square by square.</summary>
static partial class DrawnQr
{
    const int Margin = 4;

    /// <summary>What a phone reads from this drawing is <paramref name="link"/>: each of its squares is dark or light as that link's are.</summary>
    public static async Task Says(string link, ILocator drawing)
    {
        await Assertions.Expect(drawing).ToBeVisibleAsync();
        var box = (await drawing.BoundingBoxAsync())!;
        Assert.True(box.Width >= 120 && Math.Abs(box.Width - box.Height) < 1, $"{box.Width} x {box.Height} is hard to read from a phone.");
        var size = (int)float.Parse((await drawing.GetAttributeAsync("viewBox"))!.Split(' ')[2], CultureInfo.InvariantCulture);
        var squares = Square().Matches((await drawing.Locator("path").GetAttributeAsync("d"))!)
            .Select(square => (X: Number(square.Groups[1]), Y: Number(square.Groups[2]))).ToHashSet();

        using var code = QRCodeGenerator.GenerateQrCode(link, QRCodeGenerator.ECCLevel.M);
        var whole = code.ModuleMatrix.Count;
        var around = (whole - size) / 2;
        Assert.InRange(around, 0, Margin);
        for (var y = 0; y < size; y++)
            for (var x = 0; x < size; x++)
                Assert.True(code.ModuleMatrix[y + around][x + around] == squares.Contains((x, y)), $"The square at {x}, {y} is wrong.");
    }

    static int Number(Group digits) => int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"M(\d+) (\d+)h1v1h-1z")]
    private static partial Regex Square();
}
