global using System.Collections.Immutable;
global using OrleansRetro.EventSourcing;
