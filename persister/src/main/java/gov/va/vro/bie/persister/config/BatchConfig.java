package gov.va.vro.bie.persister.config;

import java.time.Duration;

/**
 * How messages are gathered into transactions.
 *
 * @param size most messages in one
 * @param linger how long an incomplete one waits for more
 */
public record BatchConfig(int size, Duration linger) {

    /**
     * Messages that the broker sends ahead of their acknowledgement, per queue: one batch in work and the next on its
     * way.
     */
    public int prefetch() {
        return 2 * size;
    }
}
