package gov.va.vro.bie.connect.rabbitmq.broker;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.impl.ForgivingExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the client library does when one of our callbacks fails. An answer of the broker that was not taken in must not
 * be passed over: a return that is missed would let its message count as confirmed. So the link is cut, and what was in
 * flight is sent again. The loss of a connection itself is told by the shutdown listener, once, and needs no second line.
 */
final class CallbackFailures extends ForgivingExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(CallbackFailures.class);

    private final String taskName;
    private final Runnable cut;

    CallbackFailures(String taskName, Runnable cut) {
        this.taskName = taskName;
        this.cut = cut;
    }

    @Override
    public void handleConfirmListenerException(Channel channel, Throwable exception) {
        cutFor("confirm", exception);
    }

    @Override
    public void handleReturnListenerException(Channel channel, Throwable exception) {
        cutFor("return", exception);
    }

    @Override
    public void handleBlockedListenerException(Connection connection, Throwable exception) {
        cutFor("alarm", exception);
    }

    private void cutFor(String what, Throwable exception) {
        LOG.error("task={} could not take in a {} of the broker, and cuts the connection", taskName, what, exception);
        cut.run();
    }

    @Override
    public void handleUnexpectedConnectionDriverException(Connection connection, Throwable exception) {}

    @Override
    protected void log(String message, Throwable e) {}
}
