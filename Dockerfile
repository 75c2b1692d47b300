# syntax=docker/dockerfile:1.7
FROM mcr.microsoft.com/dotnet/sdk:10.0.401-noble AS build
WORKDIR /src
COPY . .
RUN dotnet publish silo -c Release -o /out/silo && dotnet publish web -c Release -o /out/web

# With ICU and time zones, without a shell, and not as root. Before 10.0.12 pages may not come back by themselves after a restart.
FROM mcr.microsoft.com/dotnet/aspnet:10.0.12-noble-chiseled-extra AS silo
WORKDIR /app
COPY --from=build /out/silo .
USER $APP_UID
ENTRYPOINT ["dotnet", "OrleansRetro.Silo.dll"]

FROM mcr.microsoft.com/dotnet/aspnet:10.0.12-noble-chiseled-extra AS web
WORKDIR /app
COPY --from=build /out/web .
USER $APP_UID
ENTRYPOINT ["dotnet", "OrleansRetro.Web.dll"]
