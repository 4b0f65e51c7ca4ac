package org.greenzone.pipeline;

/** Half a day after a small breakup: fragments that four radars see some times, and nobody knows. Made once for all tests. */
public final class SmallCloud {
    public static final JobOptions OPTIONS = new JobOptions(new TrackTimes(60, 30), 3, 24);

    private static final String SCENARIO = """
            name: small cloud
            seed: 8
            start: 2021-11-15T02:00:00Z
            end: 2021-11-15T14:00:00Z
            radars:
              - {id: ksr, transmitFrequencyHertz: 2.93e+9, detects: {sizeMetres: 0.10, atRangeMetres: 2e+6}}
              - {id: msr, detects: {sizeMetres: 0.10, atRangeMetres: 2e+6}}
              - {id: pfisr, detects: {sizeMetres: 0.10, atRangeMetres: 2e+6}}
              - {id: crsr, transmitFrequencyHertz: 2.93e+9, detects: {sizeMetres: 0.10, atRangeMetres: 2e+6}}
            objects:
              - name: COSMOS 1408
                tle:
                  - "1 13552U 82092A   21319.03826954  .00002024  00000-0  69413-4 0  9995"
                  - "2 13552  82.5637 123.6906 0018570 108.1104 252.2161 15.29390138142807"
                sizeMetres: 4
                hardBodyRadiusMetres: 5
            breakups:
              - {parent: "13552", time: 2021-11-15T02:50:00Z, kind: collision, type: spacecraft, massKilograms: 6,
                 minimumSizeMetres: 0.10, maximumSizeMetres: 2, maximumDeltaVMetresPerSecond: 500}
            gravityDegree: 8
            observation: {cadenceSeconds: 1, maximumTrackSeconds: 15}
            """;

    private SmallCloud() {}

    private static final class Made {
        static final DeterminedNight NIGHT = DeterminedNight.of(SCENARIO, OPTIONS, orbit -> true);
    }

    public static DeterminedNight night() {
        return Made.NIGHT;
    }
}
