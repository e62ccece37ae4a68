package gov.va.vro.bie.connect.rabbitmq.message;

import java.io.IOException;

/**
 * Why a record cannot become a message, before anybody has said which record. It is an {@link IOException} so that it
 * passes through Jackson's generator unchanged, and has no stack trace, since its text says it all.
 */
class Unrenderable extends IOException {

    private static final long serialVersionUID = 1L;

    Unrenderable(String what) {
        super(what);
    }

    /** For names that are told apart by what cannot be written: half a surrogate pair. */
    static Unrenderable sameName() {
        return new Unrenderable("two names within one structure are the same in UTF-8");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
