import { Link } from '@tanstack/react-router'
import type { ComponentProps, ReactNode } from 'react'
import { useProjectId } from '../../ui/useProjectId'
import type { QualitySearch } from './search'

/** Another view of the quality page. The page stays where it is scrolled to, and the back button leads back. */
export function ViewLink({
  search,
  children,
  ...rest
}: { search: QualitySearch; children: ReactNode } & Pick<
  ComponentProps<'a'>,
  'className' | 'title' | 'aria-label' | 'aria-current' | 'onClick'
>) {
  const projectId = useProjectId()
  return (
    <Link
      to="/projects/$projectId/quality"
      params={{ projectId }}
      search={search}
      resetScroll={false}
      activeProps={{}}
      preload={false}
      {...rest}
    >
      {children}
    </Link>
  )
}
