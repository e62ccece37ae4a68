package gov.va.vro.bie.localstack.demo;

import gov.va.vro.bie.localstack.process.ChildSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.function.BooleanSupplier;

/** How a persister is run on a local stack, and where its health then answers. */
record PersisterCommand(ChildSpec spec, String healthUrl) {
    private static final Duration UNTIL_READY = Duration.ofSeconds(60);
    private static final String LOOPBACK = "127.0.0.1";

    /** @param name names its log and its pid file */
    static PersisterCommand of(String name, Path jar, DemoStack stack) {
        var http = LOOPBACK + ":" + freePort();
        var variables = new HashMap<>(stack.endpoints().persisterEnvironment());
        variables.put("PERSISTER_HTTP", http);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = List.of(java, "-Xmx256m", "-Dfile.encoding=UTF-8", "-jar", jar.toString(), "run");
        return new PersisterCommand(
                ChildSpec.of(name, stack.directory(), command).withEnvironment(variables),
                "http://" + http + "/health/ready");
    }

    /** @param alive whether it still makes sense to wait */
    String awaitReady(BooleanSupplier alive, Path log) throws InterruptedException {
        try {
            new Readiness(healthUrl).await(UNTIL_READY, alive);
        } catch (DemoException e) {
            throw new DemoException(e.getMessage() + ": see " + log, e);
        }
        return "ready, log " + log.getFileName();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No port of " + LOOPBACK + " is free", e);
        }
    }
}
