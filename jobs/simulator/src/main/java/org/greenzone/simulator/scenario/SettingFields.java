package org.greenzone.simulator.scenario;

import org.greenzone.astro.dynamics.ForceModel;

/** Reads how a scenario measures, names and errs. */
final class SettingFields {
    private SettingFields() {}

    static ForceModel forces(YamlFields fields) throws ScenarioException {
        ForceModel usual = ForceModel.TRUTH;
        int degree = fields.has("gravityDegree")
                ? fields.integer("gravityDegree", 2, usual.gravityDegree())
                : usual.gravityDegree();
        return new ForceModel(degree, usual.sunMoon(), usual.solidTides(), usual.drag(), usual.radiationPressure());
    }

    static Observation observation(YamlFields fields) throws ScenarioException {
        Observation usual = Observation.DEFAULT;
        Observation observation = new Observation(
                fields.number("cadenceSeconds", 0.001, 3600, usual.cadenceSeconds()),
                fields.number("maximumTrackSeconds", 0.001, 3600, usual.maximumTrackSeconds()),
                fields.has("minimumMeasurements")
                        ? fields.integer("minimumMeasurements", 1, 1000)
                        : usual.minimumMeasurements(),
                fields.number("thresholdDecibels", 0, 60, usual.thresholdDecibels()),
                fields.number("trackFadingDecibels", 0, 20, usual.trackFadingDecibels()),
                fields.number("pulseFadingDecibels", 0, 20, usual.pulseFadingDecibels()));
        fields.done();
        return observation;
    }

    static Identification identification(YamlFields fields) throws ScenarioException {
        Identification usual = Identification.DEFAULT;
        Identification identification = new Identification(
                fields.number("claimedShare", 0, 1, usual.claimedShare()),
                fields.number("wrongShare", 0, 1, usual.wrongShare()));
        fields.done();
        return identification;
    }

    static CatalogueErrors catalogueErrors(YamlFields fields) throws ScenarioException {
        CatalogueErrors usual = CatalogueErrors.DEFAULT;
        double most = 1e6;
        CatalogueErrors errors = new CatalogueErrors(
                fields.number("semiMajorAxisMetres", 1e-3, most, usual.semiMajorAxisMetres()),
                fields.number("eccentricityMetres", 1e-3, most, usual.eccentricityMetres()),
                fields.number("alongTrackMetres", 1e-3, most, usual.alongTrackMetres()),
                fields.number("crossTrackMetres", 1e-3, most, usual.crossTrackMetres()),
                fields.number("ballisticShare", 1e-6, 1, usual.ballisticShare()));
        fields.done();
        return errors;
    }
}
