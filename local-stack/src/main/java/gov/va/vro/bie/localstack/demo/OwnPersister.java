package gov.va.vro.bie.localstack.demo;

import gov.va.vro.bie.localstack.process.Child;
import gov.va.vro.bie.localstack.process.Tether;

/** A persister that ends with the demo, whatever ends that. */
final class OwnPersister implements Persister {
    private final Tether tether;
    private final PersisterCommand command;
    private volatile Child child;

    OwnPersister(Tether tether, PersisterCommand command) {
        this.tether = tether;
        this.command = command;
    }

    @Override
    public String start() throws InterruptedException {
        child = tether.start(command.spec());
        return command.awaitReady(child::isAlive, child.log());
    }

    @Override
    public void check() {
        if (!child.isAlive()) {
            throw new DemoException("The persister has ended: see " + child.log());
        }
    }

    /** Ends it once, whoever calls first: the main thread or a shutdown hook. */
    @Override
    public synchronized void close() {
        if (child != null && !child.isEnding()) {
            child.stop();
        }
    }
}
