package gov.va.vro.bie.localstack.process;

import gov.va.vro.bie.localstack.StackException;
import java.io.IOException;

/** What Java cannot send by itself. */
final class Signals {

    private Signals() {}

    /** SIGKILL to every process of a group; a group that is gone is no error. */
    static void killGroup(long group) {
        try {
            new ProcessBuilder("sh", "-c", "kill -s KILL -- -" + group)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new StackException("cannot run sh to end process group " + group + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
