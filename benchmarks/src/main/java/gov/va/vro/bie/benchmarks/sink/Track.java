package gov.va.vro.bie.benchmarks.sink;

import gov.va.vro.bie.benchmarks.run.Workbench;

/** Everything that a measurement of the sink needs, ready. */
record Track(Workbench bench, Ground ground, Destination destination, Contenders contenders, Race race) {

    Round run(String contender, Load load) throws Exception {
        var one = contenders.get(contender);
        return race.run(one, contenders.load(one, load));
    }

    Turns turns(String label) {
        return new Turns(bench, label);
    }
}
