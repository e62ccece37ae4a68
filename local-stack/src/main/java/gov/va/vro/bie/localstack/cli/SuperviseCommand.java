package gov.va.vro.bie.localstack.cli;

import gov.va.vro.bie.localstack.Stack;
import gov.va.vro.bie.localstack.StackException;
import gov.va.vro.bie.localstack.StackOptions;
import gov.va.vro.bie.localstack.files.PrivateFiles;
import gov.va.vro.bie.localstack.process.PidFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The process that has the stack, from {@code up} to {@code down}. */
@Command(name = "supervise", hidden = true)
final class SuperviseCommand implements Callable<Integer> {

    @Mixin
    private StackDirectory directory;

    @Option(names = "--distribution", required = true)
    private Path distribution;

    @Option(names = "--tls")
    private boolean tls;

    @Override
    public Integer call() throws InterruptedException {
        var transcript = directory.transcript();
        PrivateFiles.directory(directory.run());
        PidFile.writeOwn(directory.run().resolve("supervisor"));
        try {
            var options = StackOptions.of(directory.path(), distribution);
            var stack = Stack.start(tls ? options.withTls() : options, transcript);
            var ended = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                stack.close();
                ended.countDown();
            }));
            LoggerFactory.getLogger(SuperviseCommand.class).info("up: directory={}", directory.path());
            transcript.up();
            ended.await();
            return 0;
        } catch (StackException e) {
            transcript.failed(e.getMessage());
            return 1;
        }
    }
}
