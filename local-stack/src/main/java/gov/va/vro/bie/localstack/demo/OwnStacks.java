package gov.va.vro.bie.localstack.demo;

import gov.va.vro.bie.localstack.DirectoryLock;
import gov.va.vro.bie.localstack.Progress;
import gov.va.vro.bie.localstack.Stack;
import gov.va.vro.bie.localstack.StackException;
import gov.va.vro.bie.localstack.StackOptions;
import java.nio.file.Path;

/**
 * Stacks that live in the demo's own process. The first demo in a checkout has the usual directory, and finds there the
 * data of the one before it; a second one at the same time has a directory of its own, which goes with it.
 */
final class OwnStacks {
    private static final String LOCK = "demo.lock";

    private final Path directory;
    private final Path distribution;

    OwnStacks(Path directory, Path distribution) {
        this.directory = directory;
        this.distribution = distribution;
    }

    DemoStack start(Progress progress) {
        var turn = DirectoryLock.tryAcquire(directory, LOCK);
        if (turn.isEmpty() || !isFree()) {
            turn.ifPresent(DirectoryLock::close);
            return startBeside(progress);
        }
        try {
            var stack = Stack.start(StackOptions.of(directory, distribution), progress);
            return DemoStack.own(directory, stack.endpoints(), () -> {
                stack.close();
                turn.get().close();
            });
        } catch (StackException e) {
            turn.get().close();
            throw e;
        }
    }

    private DemoStack startBeside(Progress progress) {
        var beside =
                directory.resolve(Abandoned.PREFIX + ProcessHandle.current().pid());
        var stack = Stack.start(StackOptions.of(beside, distribution), progress);
        return DemoStack.own(beside, stack.endpoints(), stack::close);
    }

    /** After a demo that went well; the logs of one that did not stay until the next. */
    static void deleteBeside(Path directory) {
        Abandoned.delete(beside(directory));
    }

    private static Path beside(Path directory) {
        return directory.resolve(Abandoned.PREFIX + ProcessHandle.current().pid());
    }

    private boolean isFree() {
        var lock = DirectoryLock.tryAcquire(directory);
        lock.ifPresent(DirectoryLock::close);
        return lock.isPresent();
    }
}
