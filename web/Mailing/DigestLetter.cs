using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.Extensions.Localization;
using MimeKit;
using OrleansRetro.Account;
using OrleansRetro.Hosting;
using OrleansRetro.Pms;
using OrleansRetro.Promises;
using OrleansRetro.Retros;
using OrleansRetro.Words;

namespace OrleansRetro.Mailing;

/// <summary>Writes what waits for somebody: plain words and simple HTML, no pictures, and nothing that comes from elsewhere or tells that it was read.</summary>
public sealed class DigestLetter(AnswerLinks answers, MailSwitches switches, WebOptions options, IStringLocalizer<HouseWords> house, IStringLocalizer<Words.Words> words)
{
    /// <summary>As many lines as a block of a page has.</summary>
    const int MostLines = 5;

    sealed record Line(string Sentence, string DoneWhen, string Link);

    public MimeMessage Write(Recipient to, ClaimedMail mail, IReadOnlyDictionary<EventSourcing.PersonId, string> names)
    {
        var (culture, ui) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        var language = WebHosting.Languages.FirstOrDefault(known => known.Name == mail.Language) ?? WebHosting.Languages[0];
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (language, language);
        try
        {
            return InThisLanguage(to, mail, names);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, ui);
        }
    }

    MimeMessage InThisLanguage(Recipient to, ClaimedMail mail, IReadOnlyDictionary<EventSourcing.PersonId, string> names)
    {
        var lines = mail.Lines.Take(MostLines).Select(waiting => LineOf(to, waiting, names)).ToArray();
        var all = mail.Lines.Length > MostLines ? house["mail.all", mail.Lines.Length].Value : null;
        var kinds = mail.Lines.Select(waiting => waiting.Kind).Distinct().Order().Select(kind => (Words: house[$"mail.off.{KebabCase.Of(kind)}"].Value, Link: OffLink(to, kind))).ToArray();
        var message = new MimeMessage { Subject = house.Count("mail.subject", mail.Lines.Length), Body = new BodyBuilder { TextBody = Plain(lines, all, kinds), HtmlBody = Html(lines, all, kinds) }.ToMessageBody() };
        message.Headers.Add("List-Unsubscribe", $"<{OffLink(to, null)}>");
        message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    string Plain(Line[] lines, string? all, (string Words, string Link)[] kinds) => string.Join("\r\n",
    [
        .. lines.SelectMany(line => new[] { line.Sentence, line.DoneWhen, line.Link, "" }),
        .. all is null ? Array.Empty<string>() : [$"{all}: {Origin}/home", ""],
        "--", house["mail.foot"],
        .. kinds.Select(kind => $"{kind.Words}: {kind.Link}"),
        $"{house["mail.settings"]}: {Origin}/settings", "",
    ]);

    string Html(Line[] lines, string? all, (string Words, string Link)[] kinds) => string.Concat(
    [
        $"<!doctype html><html lang=\"{CultureInfo.CurrentUICulture.Name}\"><body style=\"font-family:sans-serif;font-size:16px;line-height:1.5;max-width:36em\">",
        .. lines.Select(line => $"<p>{Safe(line.Sentence)}<br><small>{Safe(line.DoneWhen)}</small><br><a href=\"{Safe(line.Link)}\"><b>{Safe(house["mail.answer"])}</b></a></p>"),
        .. all is null ? Array.Empty<string>() : [$"<p><a href=\"{Safe(Origin)}/home\">{Safe(all)}</a></p>"],
        $"<hr><p><small>{Safe(house["mail.foot"])}",
        .. kinds.Select(kind => $"<br><a href=\"{Safe(kind.Link)}\">{Safe(kind.Words)}</a>"),
        $"<br><a href=\"{Safe(Origin)}/settings\">{Safe(house["mail.settings"])}</a></small></p></body></html>",
    ]);

    Line LineOf(Recipient to, WaitingPromise waiting, IReadOnlyDictionary<EventSourcing.PersonId, string> names)
    {
        var other = waiting.Promise.Promisor == waiting.As ? waiting.Promise.Requester : waiting.Promise.Promisor;
        var own = new OwnPromise(waiting.Promise, waiting.As, other == waiting.As ? null : names.GetValueOrDefault(other, ""), waiting.Kind == MailKind.StillGood);
        return new(OneLine(MailSentence.Of(own, house, words)), OneLine(MailSentence.Conditions(waiting.Promise, words)), $"{Origin}{answers.New(to, waiting)}");
    }

    string OffLink(Recipient to, MailKind? kind) => $"{Origin}/mail/off/{switches.New(to.Person, kind)}";

    string Origin => options.PublicUrl!.GetLeftPart(UriPartial.Authority);

    static string OneLine(string text) => string.Concat(text.Select(letter => char.IsControl(letter) || letter is '\u2028' or '\u2029' ? ' ' : letter));

    static string Safe(string text) => HtmlEncoder.Default.Encode(text);
}
