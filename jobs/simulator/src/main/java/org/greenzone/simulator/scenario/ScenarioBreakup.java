package org.greenzone.simulator.scenario;

import org.greenzone.simulator.breakup.BreakupEvent;

/**
 * A breakup in a scenario.
 *
 * @param parentId one of the objects
 * @param timeMicros instant, UTC microseconds since 1970
 * @param event what the breakup model is told
 */
public record ScenarioBreakup(String parentId, long timeMicros, BreakupEvent event) {}
