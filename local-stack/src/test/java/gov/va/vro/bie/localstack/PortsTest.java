package gov.va.vro.bie.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

    @TempDir
    private Path directory;

    @Test
    void choosesADifferentFreePortForEach() {
        var ports = choose(Map.of());

        assertThat(ports.numbers().values()).doesNotHaveDuplicates().allMatch(Ports::isFree);
        assertThat(ports.numbers()).containsOnlyKeys(Port.values());
    }

    @Test
    void choosesTheSameAgain() {
        assertThat(choose(Map.of())).isEqualTo(choose(Map.of()));
    }

    @Test
    void choosesAnotherWhereTheLastOneIsTaken() throws IOException {
        var first = choose(Map.of());
        try (var taken = listen(first.get(Port.AMQP))) {
            var second = choose(Map.of());

            assertThat(first.isOneTaken(Map.of())).isTrue();
            assertThat(second.get(Port.AMQP)).isNotEqualTo(taken.getLocalPort());
            assertThat(second.get(Port.KAFKA)).isEqualTo(first.get(Port.KAFKA));
        }
    }

    @Test
    void takesAFixedPort() {
        var free = choose(Map.of()).get(Port.KAFKA);

        assertThat(choose(Map.of("BIE_STACK_CONNECT_PORT", Integer.toString(free)))
                        .get(Port.CONNECT))
                .isEqualTo(free);
    }

    @Test
    void saysWhichFixedPortIsInUse() throws IOException {
        try (var taken = listen(0)) {
            var number = Integer.toString(taken.getLocalPort());

            assertThatThrownBy(() -> choose(Map.of("BIE_STACK_KAFKA_PORT", number)))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("port " + number + " of BIE_STACK_KAFKA_PORT is in use");
        }
    }

    @Test
    void saysWhichVariableIsNoPort() {
        assertThatThrownBy(() -> choose(Map.of("BIE_STACK_KAFKA_PORT", "99999")))
                .isInstanceOf(StackException.class)
                .hasMessage("BIE_STACK_KAFKA_PORT is not a port: 99999");
    }

    private Ports choose(Map<String, String> environment) {
        return Ports.choose(directory.resolve("ports.properties"), environment, Set.of());
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
    }
}
