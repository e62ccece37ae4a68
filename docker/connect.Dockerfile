# A Connect worker with both plugins in it, and the JDBC sink for the ledger. Run `mvn package` first; the build context is the repository's root.
# The base image brings Confluent's Avro converter and must be Kafka 3.6 or newer on Java 17 or newer.
ARG CONNECT_IMAGE=confluentinc/cp-kafka-connect:8.1.1
FROM ${CONNECT_IMAGE}

ARG VERSION=0.1.0
ARG DEBEZIUM_VERSION=3.6.0.Final
# Readable to the user below whatever the umask was of who built them.
COPY --chmod=0755 notified-at-smt/target/notified-at-smt-${VERSION}/notified-at-smt-${VERSION}/ /opt/bie-kafka-connect/plugins/notified-at-smt/
COPY --chmod=0755 rabbitmq-sink-connector/target/rabbitmq-sink-connector-${VERSION}/rabbitmq-sink-connector-${VERSION}/ /opt/bie-kafka-connect/plugins/rabbitmq-sink-connector/
COPY --chmod=0755 local-stack/target/distribution/ledger-plugin/${DEBEZIUM_VERSION}/debezium-connector-jdbc/ /opt/bie-kafka-connect/plugins/debezium-connector-jdbc/
COPY --chmod=0755 docker/http-ok /opt/bie-kafka-connect/bin/http-ok

ENV CONNECT_PLUGIN_PATH=/usr/share/java,/usr/share/confluent-hub-components,/opt/bie-kafka-connect/plugins

EXPOSE 8083
USER appuser

HEALTHCHECK --interval=10s --timeout=10s --start-period=120s --retries=6 \
    CMD ["bash", "/opt/bie-kafka-connect/bin/http-ok", "8083", "/connectors"]
