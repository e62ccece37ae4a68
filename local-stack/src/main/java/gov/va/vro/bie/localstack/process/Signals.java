package gov.va.vro.bie.localstack.process;

import gov.va.vro.bie.localstack.StackException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** What Java cannot send by itself. */
final class Signals {

    private Signals() {}

    /** SIGKILL to every process of a group; a group that is gone is no error. */
    static void killGroup(long group) {
        kill("KILL -- -" + group);
    }

    /** A signal, named without SIG, to each of these processes; one that is gone is no error. */
    static void send(String signal, List<Long> processes) {
        kill(signal + processes.stream().map(pid -> " " + pid).collect(Collectors.joining()));
    }

    private static void kill(String what) {
        try {
            new ProcessBuilder("sh", "-c", "kill -s " + what)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new StackException("cannot run sh to kill -s " + what + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
