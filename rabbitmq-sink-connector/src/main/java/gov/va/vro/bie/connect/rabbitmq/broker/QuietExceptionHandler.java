package gov.va.vro.bie.connect.rabbitmq.broker;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.impl.ForgivingExceptionHandler;

/**
 * The client prints what its threads meet to the error stream by default. The loss of a connection is told by the
 * shutdown listener, once; saying it again with a stack trace helps nobody.
 */
final class QuietExceptionHandler extends ForgivingExceptionHandler {

    @Override
    public void handleUnexpectedConnectionDriverException(Connection connection, Throwable exception) {}

    @Override
    protected void log(String message, Throwable e) {}
}
