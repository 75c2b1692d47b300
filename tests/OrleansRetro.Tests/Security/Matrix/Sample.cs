using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using OrleansRetro.EventSourcing;

namespace OrleansRetro.Tests.Security.Matrix;

/// <summary>Some value of any type that a contract takes; what it means is nobody's concern where the question is who may ask.</summary>
static class Sample
{
    public static object?[] Arguments(MethodInfo method, Caller who, CancellationToken cancellation) =>
        [.. method.GetParameters().Select(parameter => parameter.ParameterType == typeof(Caller) ? who : parameter.ParameterType == typeof(CancellationToken) ? cancellation : Of(parameter.ParameterType))];

    static object? Of(Type type)
    {
        if (type == typeof(string))
            return "sample";
        if (type == typeof(Guid))
            return Guid.NewGuid();
        if (Nullable.GetUnderlyingType(type) is not null)
            return null;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
            return type.GetField(nameof(ImmutableArray<>.Empty))!.GetValue(null);
        if (type == typeof(DateTimeOffset))
            return new DateTimeOffset(2030, 1, 8, 10, 0, 0, TimeSpan.Zero);
        if (type == typeof(DateOnly))
            return new DateOnly(2030, 2, 1);
        if (type.IsPrimitive)
            return type == typeof(bool) ? true : Convert.ChangeType(type == typeof(long) ? 0 : 1, type, null);
        if (type.IsEnum || type.Namespace == nameof(System))
            return RuntimeHelpers.GetUninitializedObject(type);
        var make = type.GetConstructors().MaxBy(made => made.GetParameters().Length)!;
        return make.Invoke([.. make.GetParameters().Select(parameter => Of(parameter.ParameterType))]);
    }
}
