package gov.va.vro.bie.localstack;

/** One part while a stack is up, whoever runs it. */
interface RunningPart {

    /** Starts it and returns when it answers. */
    void start();

    /** Ends it in good order. */
    void stop();

    /** SIGKILL. */
    void kill();

    /** SIGSTOP: it is there, and answers nothing. */
    void freeze();

    /** SIGCONT. */
    void thaw();

    /** Ends it and what it needed beside it, for good. */
    void close();
}
