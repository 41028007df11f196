package dev.naru.model;

import java.util.UUID;

/**
 * What an operator told everybody in a room last.
 *
 * @param text empty if it was taken back
 * @param at when, ms since 1970
 * @param number its place among the news of the room, from 1: greater than that of all news before
 */
public record Announcement(UUID announcementId, String text, long at, long number) {}
