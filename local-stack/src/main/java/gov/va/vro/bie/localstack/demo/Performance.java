package gov.va.vro.bie.localstack.demo;

import gov.va.vro.bie.localstack.events.EventGenerator;
import gov.va.vro.bie.localstack.process.Tether;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * One run of the demo: finds or starts the stack, tells the story on it, and ends what it has started.
 *
 * <p>A signal ends everything in good order by a shutdown hook; SIGKILL by the tether of every process.
 */
final class Performance {
    private final Screen screen;
    private final Steps steps;
    private final Request request;

    /**
     * What was asked for.
     *
     * @param directory the state of the stack
     * @param root the checkout
     * @param distribution what the build has laid out for the stack to run
     * @param copy what of it runs in this very process, and the persister
     */
    record Request(long events, long seed, boolean keep, Path directory, Path root, Path distribution, Path copy) {}

    Performance(Screen screen, Request request) {
        this.screen = screen;
        this.steps = new Steps(screen);
        this.request = request;
    }

    /** Never fails but by an interrupt: what went wrong has been shown, and is in the result. */
    Result run() throws InterruptedException {
        var result = new Result(request.events(), Counters.NONE, 0, Result.NOT_LOOKED);
        try (var stack = openStack()) {
            result = performOn(stack);
            end(stack);
        } catch (DemoException e) {
            screen.line("");
        } catch (RuntimeException e) {
            screen.failed("Demo", e.toString());
            LoggerFactory.getLogger(Performance.class).error("the demo failed", e);
        }
        if (result.exitCode() == 0) {
            OwnStacks.deleteBeside(request.directory());
        }
        return result;
    }

    private Result performOn(DemoStack stack) throws InterruptedException {
        var persister = persister(stack);
        var hook = new ShutdownHook(() -> endEarly(persister, stack));
        try (persister) {
            return perform(stack, persister);
        } finally {
            hook.close();
        }
    }

    private Result perform(DemoStack stack, Persister persister) throws InterruptedException {
        var scenario = new Scenario(screen, stack.endpoints(), stack.logs(), request.events());
        try {
            scenario.createTopics();
            scenario.registerSchemas();
            scenario.runConnector(request.root().resolve("connectors/rabbitmq-sink.json"));
            scenario.startPersister(persister);
            scenario.runLedger(request.root().resolve("persister-connector-config/ledger.json"));
            scenario.publishAndWatch(new EventGenerator(request.seed()), persister);
            scenario.report();
        } catch (DemoException e) {
            screen.line("");
        }
        return scenario.result();
    }

    private DemoStack openStack() throws InterruptedException {
        var opened = new DemoStack[1];
        steps.step("Stack", () -> {
            opened[0] = find();
            return "up, logs in " + relative(opened[0].logs());
        });
        return opened[0];
    }

    private DemoStack find() throws InterruptedException {
        Abandoned.deleteAll(request.directory());
        var supervised = new SupervisedStacks(
                screen, request.directory(), request.root().resolve("local-stack/stack"), request.copy());
        if (request.keep()) {
            return supervised.up();
        }
        var running = supervised.find();
        return running.isPresent()
                ? running.get()
                : new OwnStacks(request.directory(), request.distribution()).start(new StartedParts(screen));
    }

    private Persister persister(DemoStack stack) {
        var tether = new Tether(stack.logs(), stack.run());
        var jar = request.copy().resolve("persister.jar");
        if (request.keep()) {
            return new KeptPersister(tether, stack.supervisor().orElseThrow(), stack, jar);
        }
        // Beside it, a persister that an earlier demo has left may run on a supervisor's stack.
        var name = stack.supervisor().isEmpty()
                ? KeptPersister.NAME
                : KeptPersister.NAME + "-" + ProcessHandle.current().pid();
        return new OwnPersister(tether, PersisterCommand.of(name, jar, stack));
    }

    private void end(DemoStack stack) throws InterruptedException {
        if (stack.supervisor().isEmpty()) {
            steps.step("End", () -> {
                stack.close();
                return "nothing is left running";
            });
        }
        screen.heading("What to try next");
        var next = stack.supervisor().isPresent()
                ? NextSteps.whileUp(stack.endpoints(), stack.directory())
                : NextSteps.afterTheEnd();
        next.forEach(line -> screen.line("  " + line));
        screen.line("");
    }

    private void endEarly(Persister persister, DemoStack stack) {
        screen.mute("Ending what the demo has started ...");
        persister.close();
        stack.close();
        Abandoned.delete(request.copy());
    }

    private Path relative(Path path) {
        return path.startsWith(request.root()) ? request.root().relativize(path) : path;
    }
}
