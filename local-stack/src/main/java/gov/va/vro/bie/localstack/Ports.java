package gov.va.vro.bie.localstack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The stack's ports on 127.0.0.1: those that the environment fixes, else those of the last time, else free ones. They
 * are drawn from below the range in which Linux and macOS give ports to outgoing connections, so that none is lost
 * between the choice and the part's start but to another server.
 */
public record Ports(Map<Port, Integer> numbers) {

    private static final int FIRST = 20_000;
    private static final int COUNT = 10_000;

    /** Chooses, and remembers the choice in {@code memory}. {@code needless} are those of parts that are not started. */
    static Ports choose(Path memory, Map<String, String> environment, Set<Port> needless) {
        var remembered = read(memory);
        var chosen = new EnumMap<Port, Integer>(Port.class);
        for (var port : Port.values()) {
            if (!needless.contains(port)) {
                var fixed = fixed(port, environment);
                chosen.put(port, fixed > 0 ? fixed : free(remembered.getProperty(port.id()), chosen.values()));
            }
        }
        write(memory, chosen);
        return new Ports(chosen);
    }

    /** Whether somebody listens on one of them that was free to choose. */
    boolean isOneTaken(Map<String, String> environment) {
        return numbers.entrySet().stream()
                .filter(entry -> entry.getKey()
                        .variable()
                        .filter(environment::containsKey)
                        .isEmpty())
                .anyMatch(entry -> !isFree(entry.getValue()));
    }

    public int get(Port port) {
        return numbers.get(port);
    }

    /** So many more that are free, for processes that are not parts. */
    List<Integer> spare(int count) {
        var taken = new HashSet<>(numbers.values());
        return Stream.generate(() -> free(null, taken))
                .limit(count)
                .peek(taken::add)
                .toList();
    }

    public boolean has(Port port) {
        return numbers.containsKey(port);
    }

    /** 127.0.0.1 and the port. */
    public String address(Port port) {
        return "127.0.0.1:" + get(port);
    }

    private static int fixed(Port port, Map<String, String> environment) {
        var variable = port.variable().orElse("");
        var text = environment.getOrDefault(variable, "");
        if (text.isBlank()) {
            return 0;
        }
        if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > 65_535) {
            throw new StackException(variable + " is not a port: " + text);
        }
        if (!isFree(Integer.parseInt(text))) {
            throw new StackException(
                    "port " + text + " of " + variable + " is in use: end what listens there, or choose another");
        }
        return Integer.parseInt(text);
    }

    private static int free(String remembered, Collection<Integer> taken) {
        if (remembered != null && remembered.matches("[0-9]{1,5}")) {
            var number = Integer.parseInt(remembered);
            if (!taken.contains(number) && isFree(number)) {
                return number;
            }
        }
        return RandomGenerator.getDefault()
                .ints(FIRST, FIRST + COUNT)
                .limit(COUNT)
                .filter(number -> !taken.contains(number) && isFree(number))
                .findFirst()
                .orElseThrow(() -> new StackException(
                        "no free port from " + FIRST + " to " + (FIRST + COUNT - 1) + " on 127.0.0.1"));
    }

    static boolean isFree(int number) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), number));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Properties read(Path memory) {
        var properties = new Properties();
        if (Files.exists(memory)) {
            try (var in = Files.newBufferedReader(memory)) {
                properties.load(in);
            } catch (IOException e) {
                throw new StackException("cannot read " + memory + ": " + e.getMessage(), e);
            }
        }
        return properties;
    }

    private static void write(Path memory, Map<Port, Integer> chosen) {
        var text = new StringBuilder();
        chosen.forEach((port, number) ->
                text.append(port.id()).append('=').append(number).append('\n'));
        try {
            Files.writeString(memory, text);
        } catch (IOException e) {
            throw new StackException("cannot write " + memory + ": " + e.getMessage(), e);
        }
    }
}
