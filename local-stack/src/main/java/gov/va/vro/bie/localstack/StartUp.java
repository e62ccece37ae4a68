package gov.va.vro.bie.localstack;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Starts all parts at the same time, but Connect behind Kafka. The first that fails ends the others. */
final class StartUp {

    private final Map<Part, RunningPart> parts;
    private final AtomicReference<Throwable> firstFailure = new AtomicReference<>();

    StartUp(Map<Part, RunningPart> parts) {
        this.parts = parts;
    }

    void run() {
        var threads = threads();
        try {
            var kafka = start(Part.KAFKA, threads);
            var connect = kafka.thenRunAsync(() -> parts.get(Part.CONNECT).start(), threads);
            var others = Stream.of(Part.SCHEMA_REGISTRY, Part.RABBITMQ, Part.POSTGRESQL)
                    .map(part -> start(part, threads));
            CompletableFuture.allOf(
                            Stream.concat(Stream.of(observed(connect)), others).toArray(CompletableFuture[]::new))
                    .join();
        } catch (CompletionException e) {
            throw failure();
        } finally {
            threads.shutdown();
        }
    }

    private CompletableFuture<Void> start(Part part, ExecutorService threads) {
        return observed(CompletableFuture.runAsync(() -> parts.get(part).start(), threads));
    }

    private CompletableFuture<Void> observed(CompletableFuture<Void> start) {
        return start.whenComplete((nothing, failure) -> {
            if (failure != null && firstFailure.compareAndSet(null, failure)) {
                end(parts);
            }
        });
    }

    private StackException failure() {
        var cause = firstFailure.get() instanceof CompletionException wrapped ? wrapped.getCause() : firstFailure.get();
        return cause instanceof StackException known
                ? known
                : new StackException("the stack could not be started: " + cause, cause);
    }

    /** Ends Connect while all that it talks to is still there, and then the others at the same time. */
    static void end(Map<Part, RunningPart> parts) {
        parts.get(Part.CONNECT).close();
        var others = Stream.of(Part.KAFKA, Part.SCHEMA_REGISTRY, Part.RABBITMQ, Part.POSTGRESQL)
                .map(parts::get)
                .toList();
        atTheSameTime(others, RunningPart::close);
    }

    /** Does it with each, and returns when it is done with all; throws what the first that failed has thrown. */
    static <T> void atTheSameTime(Collection<T> all, Consumer<T> what) {
        var threads = threads();
        try {
            var steps = all.stream()
                    .map(one -> CompletableFuture.runAsync(() -> what.accept(one), threads))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(steps).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StackException known ? known : e;
        } finally {
            threads.shutdown();
        }
    }

    private static ExecutorService threads() {
        return Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "local-stack");
            thread.setDaemon(true);
            return thread;
        });
    }
}
