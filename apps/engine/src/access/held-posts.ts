/**
 * Whether a post is held on a day: the post exists, somebody holds it, and whoever does is still active. One condition
 * for everybody who asks who holds what.
 *
 * @param day SQL of a date; today is the engine's clock's, never the database's
 * @param as aliases of `posts`, `post_holders` and `people`
 */
export const isHeldOn = (day: string, { post, holder, person }: { post: string; holder: string; person: string }) =>
  `${person}.active AND ${holder}.from_date <= ${day} AND (${holder}.to_date IS NULL OR ${holder}.to_date >= ${day})
        AND ${post}.valid_from <= ${day} AND (${post}.valid_to IS NULL OR ${post}.valid_to >= ${day})`;
