# Shipworthy in an image without a shell, a package manager or root:
#
#   docker build -t shipworthy .
#   docker run --rm --read-only --network none --tmpfs /tmp -v "$PWD:/app:ro" shipworthy scan .
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends clang git nodejs npm zlib1g-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
ARG VERSION=0.1.0
RUN dotnet publish src/Shipworthy.Cli -c Release -r "linux-$(dpkg --print-architecture | sed s/amd64/x64/)" -o /out \
        -p:Version="$VERSION" -p:ContinuousIntegrationBuild=true -p:RunAnalyzers=false \
    && rm -f /out/*.dbg /out/*.pdb
# A scan reads the history with git. The final image takes the program and the two libraries that it lacks for it.
RUN mkdir -p /git/usr/bin \
    && cp /usr/bin/git /git/usr/bin/ \
    && ldd /usr/bin/git | awk '/libpcre2|libz/ { print $3 }' | xargs -I {} cp --parents -L {} /git

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled
COPY --from=build /git /
COPY --from=build /out /opt/shipworthy
ENV HOME=/tmp XDG_CACHE_HOME=/tmp/cache
USER $APP_UID
WORKDIR /app
ENTRYPOINT ["/opt/shipworthy/shipworthy"]
CMD ["scan", "."]
