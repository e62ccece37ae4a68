package gov.va.vro.bie.it.compatibility;

import gov.va.vro.bie.localstack.Part;
import gov.va.vro.bie.localstack.Progress;
import gov.va.vro.bie.localstack.Stack;
import gov.va.vro.bie.localstack.StackOptions;
import gov.va.vro.bie.localstack.files.FileTrees;
import gov.va.vro.bie.localstack.recipe.PostgreSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A stack with one RabbitMQ, whose Connect worker is exchanged for another. The stack reads which one it shall be at
 * each start of the worker, from two files beside its directory.
 */
final class Bench implements AutoCloseable {

    private final Path directory;
    private final Path java;
    private final Path classPath;
    private final Stack stack;

    private Bench(Path directory, Path java, Path classPath, Stack stack) {
        this.directory = directory;
        this.java = java;
        this.classPath = classPath;
        this.stack = stack;
    }

    /** Starts all parts, in an empty directory, with the worker of this combination. */
    static Bench start(Path directory, Path distribution, Optional<Path> rabbitMqServer, Combination first)
            throws IOException {
        PostgreSql.deleteDataElsewhere(directory);
        FileTrees.delete(directory);
        Path java = directory.resolveSibling(directory.getFileName() + ".java");
        Path classPath = directory.resolveSibling(directory.getFileName() + ".classpath");
        choose(first, java, classPath);
        var environment = new HashMap<>(
                Map.of("BIE_STACK_CONNECT_JAVA", java.toString(), "BIE_STACK_CONNECT_CLASSPATH", classPath.toString()));
        rabbitMqServer.ifPresent(server -> environment.put("BIE_STACK_RABBITMQ_SERVER", server.toString()));
        var stack = Stack.start(new StackOptions(directory, distribution, environment), Progress.NONE);
        return new Bench(directory, java, classPath, stack);
    }

    /** Exchanges the worker. */
    void exchange(Combination combination) throws IOException {
        stack.stop(Part.CONNECT);
        choose(combination, java, classPath);
        stack.start(Part.CONNECT);
    }

    private static void choose(Combination combination, Path java, Path classPath) throws IOException {
        Files.deleteIfExists(java);
        Files.createSymbolicLink(java, combination.java().resolve("bin/java"));
        Files.copy(combination.classPath(), classPath, StandardCopyOption.REPLACE_EXISTING);
    }

    Stack stack() {
        return stack;
    }

    Path directory() {
        return directory;
    }

    /** The worker's log so far. */
    String workerLog() throws IOException {
        return Files.readString(stack.logs().resolve("connect.log"));
    }

    @Override
    public void close() {
        stack.close();
    }
}
