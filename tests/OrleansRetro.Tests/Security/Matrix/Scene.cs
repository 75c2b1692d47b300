using System.Collections.Immutable;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.Tests.Security.Matrix;

/// <summary>Somebody, and what they are to the thing in question.</summary>
sealed record Asker(string Name, Caller Caller, params ImmutableArray<Audience> Is);

/// <summary>A thing of one kind, and everybody who might ask it.</summary>
sealed record Scene(IGrain Grain, ImmutableArray<Asker> Everybody);
