package io.xvad.video.live;

/**
 * Hears what happens at the cameras of a session. Called by the threads of the cameras, perhaps by several at once; as long as it does not
 * return, the camera is not watched.
 */
public interface LiveListener {

    /** News of an event. Of each event comes one start, any number of updates, and one end. */
    void event(LiveEvent event);

    /**
     * Something that is worth saying but is no event: that a connection is lost, or back.
     *
     * @param camera its name
     * @param notice a sentence without its full stop
     */
    default void notice(String camera, String notice) {}
}
