using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OrleansRetro.Tests.Infrastructure;

// The messages themselves: SignalR's frames, and what Blazor says in them.
sealed partial class Circuit
{
    async Task Connect(Uri address, string cookies)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        patience.CancelAfter(Patience);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        using var negotiation = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/_blazor/negotiate?negotiateVersion=1"));
        negotiation.Headers.TryAddWithoutValidation("Origin", address.GetLeftPart(UriPartial.Authority));
        negotiation.Headers.TryAddWithoutValidation("Cookie", cookies);
        using var answer = await http.SendAsync(negotiation, patience.Token);
        answer.EnsureSuccessStatusCode();
        var token = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(patience.Token)).GetProperty("connectionToken").GetString()!;

        _socket.Options.SetRequestHeader("Origin", address.GetLeftPart(UriPartial.Authority));
        _socket.Options.SetRequestHeader("Cookie", cookies);
        await _socket.ConnectAsync(new Uri($"ws://{address.Authority}/_blazor?id={Uri.EscapeDataString(token)}"), patience.Token);
        await _socket.SendAsync("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"u8.ToArray(), WebSocketMessageType.Text, true, patience.Token);
        var greeting = new byte[16];
        Assert.Equal("{}\u001e", Encoding.UTF8.GetString(greeting, 0, (await _socket.ReceiveAsync(greeting, patience.Token)).Count));
        _listening = Listen();
    }

    async Task Send(object?[] message)
    {
        var body = new List<byte>();
        MessagePack.Write(body, message);
        var whole = new List<byte>();
        for (var size = body.Count; ; size >>= 7)
        {
            whole.Add((byte)(size > 0x7F ? size & 0x7F | 0x80 : size));
            if (size <= 0x7F)
                break;
        }
        whole.AddRange(body);
        await _sending.WaitAsync(_end.Token);
        try
        {
            await _socket.SendAsync(whole.ToArray(), WebSocketMessageType.Binary, true, _end.Token);
        }
        catch (WebSocketException)
        {
            // Cut off in the middle, as a message too large may be; the end is heard by who listens.
        }
        finally
        {
            _sending.Release();
        }
    }

    async Task Listen()
    {
        var buffer = new byte[64 * 1024];
        var pending = new MemoryStream();
        try
        {
            while (await _socket.ReceiveAsync(buffer, _end.Token) is { MessageType: not WebSocketMessageType.Close } part)
            {
                pending.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                {
                    foreach (var message in Messages(pending.ToArray()))
                        await Hear(message);
                    pending.SetLength(0);
                }
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            return;
        }
        catch (WebSocketException)
        {
            // Cut off, which is one way to be ended.
        }
        Note(() => _closed = true);
    }

    static List<object?[]> Messages(ReadOnlySpan<byte> bytes)
    {
        var messages = new List<object?[]>();
        while (bytes.Length > 0)
        {
            int size = 0, shift = 0;
            while (true)
            {
                var part = bytes[0];
                bytes = bytes[1..];
                size |= (part & 0x7F) << shift;
                if (part < 0x80)
                    break;
                shift += 7;
            }
            var message = bytes[..size];
            bytes = bytes[size..];
            messages.Add((object?[])MessagePack.Read(ref message)!);
        }
        return messages;
    }

    async Task Hear(object?[] message)
    {
        switch (message[0])
        {
            case 1L when message is [_, _, _, "JS.RenderBatch", object?[] and [long batch, byte[] drawing], ..]:
                Note(() =>
                {
                    Drawings++;
                    _drawn.Append(Encoding.UTF8.GetString(drawing));
                });
                if (Acknowledges)
                    await Tell("OnRenderCompleted", batch, null);
                break;
            case 1L when message is [_, _, _, "JS.BeginInvokeJS", object?[] and [long call, string script, string given, long kind, ..], ..]:
                if (script == "start" && Handed().Match(given) is { Success: true } handed)
                    Note(() => _handed = long.Parse(handed.Groups[1].Value, CultureInfo.InvariantCulture));
                // Whatever a script is asked succeeds, with the object or the nothing that is expected.
                await Tell("EndInvokeJSFromDotNet", call, true, kind == 1 ? $$"""[{{call}},true,{"__jsObjectId":{{call}}}]""" : $"[{call},true,null]");
                break;
            case 1L when message is [_, _, _, "JS.EndInvokeDotNet", object?[] and [string call, var succeeded, var answer], ..]:
                lock (_lock)
                    _asked[$"script {call}"].TrySetResult(succeeded is true ? answer : null);
                break;
            case 3L:
                lock (_lock)
                    _asked[(string)message[2]!].TrySetResult((long)message[3]! == 3L ? message[4] : null);
                break;
            case 7L:
                Note(() => _closed = true);
                break;
        }
    }

    [GeneratedRegex("""\{"__dotNetObject":(\d+)\}""")]
    private static partial Regex Handed();
}
