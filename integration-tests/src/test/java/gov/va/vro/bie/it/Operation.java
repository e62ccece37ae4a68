package gov.va.vro.bie.it;

import gov.va.vro.bie.localstack.Workers;

/** What an operator does to a connector that has one task, on one worker, in an order that ends there again. */
enum Operation {
    ADD_TASKS((scene, workers) -> scene.change("tasks.max", "4")),
    PAUSE_AND_RESUME((scene, workers) -> {
        scene.connect().pause(scene.name());
        scene.connect().resume(scene.name());
    }),
    RESTART((scene, workers) -> scene.connect().restart(scene.name())),
    ADD_WORKERS((scene, workers) -> {
        workers.start(2);
        workers.start(3);
    }),
    RESTART_A_TASK((scene, workers) -> scene.connect().restartTask(scene.name(), 1)),
    STOP_AND_RESUME((scene, workers) -> {
        scene.connect().stop(scene.name());
        scene.connect().resume(scene.name());
    }),
    CHANGE_A_SETTING((scene, workers) -> scene.change("rabbitmq.window.records", "1500")),
    TAKE_WORKERS_AWAY((scene, workers) -> {
        workers.stop(2);
        workers.stop(3);
    }),
    TAKE_TASKS_AWAY((scene, workers) -> scene.change("tasks.max", "1")),
    CHANGE_THE_SETTING_BACK((scene, workers) -> scene.change("rabbitmq.window.records", "2000"));

    private final Work work;

    Operation(Work work) {
        this.work = work;
    }

    /** Does it, and waits for no more than what the operator would see of it. */
    void on(Scene scene, Workers workers) {
        work.on(scene, workers);
    }

    private interface Work {
        void on(Scene scene, Workers workers);
    }
}
