# The persister on a Java 17 runtime. Run `mvn package` first; the build context is the repository's root.
ARG JRE_IMAGE=eclipse-temurin:17.0.17_10-jre-noble
FROM ${JRE_IMAGE}

# Readable to the user below whatever the umask was of who built them.
COPY --chmod=0755 persister/target/persister.jar /opt/persister/persister.jar
COPY --chmod=0755 docker/http-ok /opt/persister/http-ok

# Any user but root will do: nothing is written but to /tmp.
USER 10001:10001

# The health pages, reachable from outside the container; publish the port only where it may be seen.
ENV PERSISTER_HTTP=0.0.0.0:10301
EXPOSE 10301

HEALTHCHECK --interval=10s --timeout=10s --start-period=60s --retries=3 \
    CMD ["bash", "/opt/persister/http-ok", "10301", "/health/ready"]

ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-Dfile.encoding=UTF-8", "-jar", "/opt/persister/persister.jar"]
CMD ["run"]
