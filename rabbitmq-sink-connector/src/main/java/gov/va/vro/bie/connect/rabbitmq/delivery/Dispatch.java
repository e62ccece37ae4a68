package gov.va.vro.bie.connect.rabbitmq.delivery;

import gov.va.vro.bie.connect.rabbitmq.message.Message;

/** What the publisher thread is to do next. */
public sealed interface Dispatch {

    /**
     * Publish this one now. It already counts as in flight, because its confirm can come before the publish returns.
     *
     * @param message what to publish; the delivery may have forgotten it meanwhile, when its partition was closed
     * @param again true when a copy may already be in the queues, so that this one must say so
     */
    record Publish(Delivery delivery, Message message, boolean again) implements Dispatch {}

    /** Nothing to do until something changes, or at the latest this many nanoseconds from now. */
    record Wait(long nanos) implements Dispatch {}

    /** End this link and make another. */
    record ChangeLink(LinkLoss.CutByUs loss) implements Dispatch {}
}
