import { createContext, useContext } from 'react';

export interface PhoneDrawerControl {
  /** Only trial workspaces with a member who may use it have one. */
  readonly available: boolean;
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
}

export const PhoneDrawerContext = createContext<PhoneDrawerControl>({
  available: false,
  open: false,
  setOpen: () => undefined,
});

/** Opens and closes the virtual phone from any page. */
export const usePhoneDrawer = (): PhoneDrawerControl => useContext(PhoneDrawerContext);
