package gov.va.vro.bie.persister.ops;

import java.util.EnumMap;
import java.util.Map;

/**
 * Why the service is not ready, component by component; ready when there is no reason left.
 *
 * <p>Starts not ready. Written by the receiving thread and read by the health server's: every access holds the lock.
 */
public final class Readiness {

    private final Map<Component, String> reasons = new EnumMap<>(Component.class);

    public Readiness() {
        reasons.put(Component.BROKER, "not subscribed yet");
        reasons.put(Component.DATABASE, "not looked at yet");
    }

    public synchronized void up(Component component) {
        reasons.remove(component);
    }

    /**
     * @param reason for an operator to read; never a value out of a message, never a secret
     */
    public synchronized void down(Component component, String reason) {
        reasons.put(component, reason);
    }

    /** A copy; empty when ready. */
    public synchronized Map<Component, String> reasons() {
        return new EnumMap<>(reasons);
    }
}
