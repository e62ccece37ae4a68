package gov.va.vro.bie.it;

import gov.va.vro.bie.it.faces.ChosenRabbitMq;
import gov.va.vro.bie.localstack.Progress;
import gov.va.vro.bie.localstack.Stack;
import gov.va.vro.bie.localstack.StackOptions;
import gov.va.vro.bie.localstack.files.FileTrees;
import gov.va.vro.bie.localstack.recipe.PostgreSql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Gives a test the {@link Pipeline}. It is started for the first one that asks, in an empty directory, and ended after
 * the last test of the run: starting the five parts costs more than most tests.
 */
public final class LocalStack implements ParameterResolver, TestWatcher {

    private static final Namespace NAMESPACE = Namespace.create(LocalStack.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Pipeline.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent(Shared.class, key -> Shared.start(), Shared.class)
                .pipeline();
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        System.err.println(context.getDisplayName() + " failed; the logs of all parts are in "
                + directory().resolve("logs"));
    }

    /** The pipeline, or why there is none: a start that failed once is not tried again for each test. */
    private record Shared(Pipeline running, RuntimeException failure) implements AutoCloseable {

        static Shared start() {
            try {
                return new Shared(startPipeline(), null);
            } catch (RuntimeException e) {
                return new Shared(null, e);
            }
        }

        Pipeline pipeline() {
            if (failure != null) {
                throw new IllegalStateException("The stack could not be started", failure);
            }
            return running;
        }

        @Override
        public void close() {
            if (running != null) {
                running.close();
            }
        }
    }

    private static Pipeline startPipeline() {
        Path distribution;
        try {
            PostgreSql.deleteDataElsewhere(directory());
            FileTrees.delete(directory());
            distribution =
                    TestPlugins.added(setting("distribution"), directory().resolveSibling("distribution"));
        } catch (IOException e) {
            throw new UncheckedIOException(directory() + " cannot be emptied", e);
        }
        var stack = Stack.start(
                new StackOptions(directory(), distribution, ChosenRabbitMq.environment()).withTls(), Progress.NONE);
        return new Pipeline(stack, directory(), distribution, setting("connectors"));
    }

    private static Path directory() {
        return setting("state");
    }

    private static Path setting(String name) {
        return Path.of(System.getProperty(name)).toAbsolutePath().normalize();
    }
}
